% Can anybody else read bob's second message?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/fourth.ax').
fof(question, conjecture, ?[N,IA,E,R,D0,Q0,R2,D,Q,RR]: knows(now, m4(bob, y(w(u(N,p(alice),IA,E,R),D0,Q0,R2),D,Q,RR)))).

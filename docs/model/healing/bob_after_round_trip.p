% Does it open bob's next message, once alice's own has reached him?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/fourth.ax').
include('../parts/snapshot_of_b.ax').
fof(question, conjecture, ?[N,IA,E,R,D0,Q0,R2,X,RR]: knows(now, m4(bob, y(w(u(N,p(alice),IA,E,R),D0,Q0,R2), d2(alice,X), q2(alice,X), RR)))).

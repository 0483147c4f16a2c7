% Can bob's answer be read then? (somebody can start in alice's name)
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/dh_broken_now.ax').
fof(question, conjecture, ?[N,IA,E,R,D0,Q0,R2]: knows(now, m2(bob, w(u(N,p(alice),IA,E,R),D0,Q0,R2)))).

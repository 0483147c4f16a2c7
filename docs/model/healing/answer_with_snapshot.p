% Does a copy of alice's device after message 1 open the answer?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/snapshot_of_a.ax').
fof(question, conjecture, ?[V,IA,N,R,D0,Q0,R2]: knows(now, m2(bob, w(u(N,p(alice),IA,e(alice,V),R),D0,Q0,R2)))).

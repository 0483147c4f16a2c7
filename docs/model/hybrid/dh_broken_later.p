% Can recorded messages be read when X25519 is broken later?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/later.ax').
include('../parts/dh_broken_later.ax').
fof(asked_m1, axiom, ![S,IB,N,SP,PQ]: asked(m1(alice, v(S,p(bob),IB,N,SP,PQ)))).
fof(asked_m2, axiom, ![N,IA,E,R,D0,Q0,R2]: asked(m2(bob, w(u(N,p(alice),IA,E,R),D0,Q0,R2)))).
fof(asked_m3, axiom, ![S,IB,N,SP,PQ,D,Q,R]: asked(m3(alice, x(v(S,p(bob),IB,N,SP,PQ),D,Q,R)))).
fof(question, conjecture, ?[M]: read_later(M)).

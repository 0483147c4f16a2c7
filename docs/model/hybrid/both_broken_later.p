% Can recorded messages be read when both are broken later?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/later.ax').
include('../parts/dh_broken_later.ax').
include('../parts/kem_broken_later.ax').
fof(asked_m1, axiom, ![S,IB,N,SP,PQ]: asked(m1(alice, v(S,p(bob),IB,N,SP,PQ)))).
fof(question, conjecture, ?[M]: read_later(M)).

% Can recorded messages be read when both are broken later?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/ratchet.ax').
include('../parts/later.ax').
include('../parts/dh_broken_later.ax').
include('../parts/kem_broken_later.ax').
fof(question, conjecture, ?[S,IB,N,SP,PQ]: knows(later, m1(alice, v(S,p(bob),IB,N,SP,PQ)))).

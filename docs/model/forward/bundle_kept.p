% Can a first message be read later, while its bundle's private keys are still there?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/later.ax').
include('../parts/long_term_laid_open.ax').
% Bob's bundle `kept` is still there; the keys of every other bundle are erased.
fof(bundle_laid_open, axiom, knows(later,spk(bob,kept)) & knows(later,pq(bob,kept))).
fof(asked_kept, axiom, ![S,IB,SP,PQ]: asked(m1(alice, v(S,p(bob),IB,num(kept),SP,PQ)))).
fof(question, conjecture, ?[M]: read_later(M)).

% Can an earlier message be read later, with the states after message 3 and all long-term keys?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/later.ax').
include('../parts/long_term_laid_open.ax').
include('../parts/states_laid_open.ax').
% Bob's bundle `kept` is still there; the keys of every other bundle are erased.
fof(bundle_laid_open, axiom, knows(later,spk(bob,kept)) & knows(later,pq(bob,kept))).
fof(asked_gone, axiom, ![S,IB,SP,PQ]: asked(m1(alice, v(S,p(bob),IB,num(gone),SP,PQ)))).
fof(asked_m2, axiom, ![N,IA,E,R,D0,Q0,R2]: asked(m2(bob, w(u(N,p(alice),IA,E,R),D0,Q0,R2)))).
fof(asked_m3, axiom, ![S,IB,N,SP,PQ,D,Q,R]: asked(m3(alice, x(v(S,p(bob),IB,N,SP,PQ),D,Q,R)))).
fof(question, conjecture, ?[M]: read_later(M)).

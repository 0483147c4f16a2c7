% Can the answer or the message after it be read later, with all long-term and all bundle keys?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/later.ax').
include('../parts/long_term_laid_open.ax').
fof(bundles_laid_open, axiom, ![A,N]: (knows(later,spk(A,N)) & knows(later,pq(A,N)))).
fof(asked_m2, axiom, ![N,IA,E,R,D0,Q0,R2]: asked(m2(bob, w(u(N,p(alice),IA,E,R),D0,Q0,R2)))).
fof(asked_m3, axiom, ![S,IB,N,SP,PQ,D,Q,R]: asked(m3(alice, x(v(S,p(bob),IB,N,SP,PQ),D,Q,R)))).
fof(question, conjecture, ?[M]: read_later(M)).

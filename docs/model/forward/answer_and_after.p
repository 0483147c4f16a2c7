% Can the answer or the message after it be read later, with all long-term and all bundle keys?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/ratchet.ax').
include('../parts/later.ax').
include('../parts/long_term_laid_open.ax').
fof(bundles_laid_open, axiom, ![A,N]: (knows(later,spk(A,N)) & knows(later,pq(A,N)))).
fof(question, conjecture, 
  ( (?[N,IA,E,R,D0,Q0,R2]: knows(later, m2(bob, w(u(N,p(alice),IA,E,R),D0,Q0,R2))))
  | (?[S,IB,N,SP,PQ,D,Q,R]: knows(later, m3(alice, x(v(S,p(bob),IB,N,SP,PQ),D,Q,R)))))).

% Can recorded messages be read when X25519 is broken later?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/ratchet.ax').
include('../parts/later.ax').
include('../parts/dh_broken_later.ax').
fof(question, conjecture, 
  ( (?[S,IB,N,SP,PQ]: knows(later, m1(alice, v(S,p(bob),IB,N,SP,PQ))))
  | (?[N,IA,E,R,D0,Q0,R2]: knows(later, m2(bob, w(u(N,p(alice),IA,E,R),D0,Q0,R2))))
  | (?[S,IB,N,SP,PQ,D,Q,R]: knows(later, m3(alice, x(v(S,p(bob),IB,N,SP,PQ),D,Q,R)))))).

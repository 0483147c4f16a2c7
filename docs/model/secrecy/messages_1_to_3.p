% Can anybody else read a message of alice and bob, with all the network and the server in hand?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(question, conjecture, 
  ( (?[S,IB,N,SP,PQ]: knows(now, m1(alice, v(S,p(bob),IB,N,SP,PQ))))
  | (?[N,IA,E,R,D0,Q0,R2]: knows(now, m2(bob, w(u(N,p(alice),IA,E,R),D0,Q0,R2))))
  | (?[S,IB,N,SP,PQ,D,Q,R]: knows(now, m3(alice, x(v(S,p(bob),IB,N,SP,PQ),D,Q,R)))))).

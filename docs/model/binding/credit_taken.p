% Can bob take for somebody else's what alice wrote to him? (unknown key share)
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(question, conjecture, ?[N,K,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,S,IB,N2,SP,PQ]:
  (b_accept(bob,K,u(N,K,IA,E,R),W,KM,TH,D0,Q0,R1,H1,M) & (knows(now,K) | K = p(carol))
  & (E = e(alice,v(S,p(bob),IB,N2,SP,PQ)) | M = m1(alice,v(S,p(bob),IB,N2,SP,PQ))))).

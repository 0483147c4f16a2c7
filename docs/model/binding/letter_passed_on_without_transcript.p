% Could it, if the transcript were not in the keys?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/no_transcript.ax').
fof(question, conjecture, ?[N,K,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,S,IB,N2,SP,PQ]:
  (b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (knows(now,K) | K = p(carol)) & E = e(alice,v(S,K,IB,N2,SP,PQ)))).

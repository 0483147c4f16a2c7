% The same as bob_accepts.p for the set-up alone, where X25519 has no sides.
% Expected: no
include('../parts/attacker.ax').
include('../parts/commutes.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
% Each way in which it could differ is one rule.
fof(ephemeral_key_of_another, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,V]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (knows(now,E) | E = e(carol,V) | E = ik(V) | E = d0(V,M) | E = d1(V,M) | E = d2(V,M))) => wrong)).
fof(identity_key_of_another, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (knows(now,IA) | IA = ik(carol) | IA = ik(bob))) => wrong)).
fof(meant_for_another, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,S,K,IB,N1,SP,PQ]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (E = e(alice,v(S,K,IB,N1,SP,PQ)) & (K = p(carol) | K = p(alice) | knows(now,K)))) => wrong)).
fof(another_bundle, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,S,K,IB,SP,PQ]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (N = one & E = e(alice,v(S,K,IB,num(two),SP,PQ)))) => wrong)).
fof(another_view_of_bob, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,S,K,IB,N1,SP,PQ]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (E = e(alice,v(S,K,IB,N1,SP,PQ)) & (knows(now,IB) | IB = ik(carol) | knows(now,SP) | SP = spk(carol,N1) | knows(now,PQ) | PQ = pq(carol,N1)))) => wrong)).
fof(another_encapsulation, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,V]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (knows(now,R) | R = r1(carol,V) | R = r2(alice,V))) => wrong)).
fof(another_second_encapsulation, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,V,U,R2]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (W = w(U,D0,Q0,R2) & (knows(now,R2) | R2 = r1(alice,V) | R2 = r2(carol,V)))) => wrong)).
fof(ratchet_key_of_another, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,V]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (knows(now,D0) | D0 = d0(carol,V) | D0 = e(alice,V) | knows(now,Q0) | Q0 = q0(carol,V))) => wrong)).
fof(words_of_another, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,V]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (knows(now,M) | M = m1(carol,V))) => wrong)).
fof(mixed_sessions, axiom, ![N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M,K,IB,N1,SP,PQ,V2]: ((b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M)
  & (E = e(alice,v(s1,K,IB,N1,SP,PQ)) & V2 = v(s2,K,IB,N1,SP,PQ)
   & (R = r1(alice,V2) | D0 = d0(alice,V2) | Q0 = q0(alice,V2) | M = m1(alice,V2)))) => wrong)).
fof(question, conjecture, wrong).

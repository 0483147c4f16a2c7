% Can alice take an answer as from bob that he did not give to her first message?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(ratchet_key_of_another, axiom, ![S,IB,N,SP,PQ,X,TH,D1,Q1,R2,H1,H2,M,W]: ((a_answer(alice,p(bob),v(S,p(bob),IB,N,SP,PQ),X,TH,D1,Q1,R2,H1,H2,M)
  & (knows(now,D1) | D1 = d1(carol,W) | D1 = d1(alice,W) | D1 = d0(W,M) | D1 = e(W,M))) => wrong)).
fof(kem_key_of_another, axiom, ![S,IB,N,SP,PQ,X,TH,D1,Q1,R2,H1,H2,M,W]: ((a_answer(alice,p(bob),v(S,p(bob),IB,N,SP,PQ),X,TH,D1,Q1,R2,H1,H2,M)
  & (knows(now,Q1) | Q1 = q1(carol,W) | Q1 = q0(alice,W))) => wrong)).
fof(another_encapsulation, axiom, ![S,IB,N,SP,PQ,X,TH,D1,Q1,R2,H1,H2,M,V,R3,W]: ((a_answer(alice,p(bob),v(S,p(bob),IB,N,SP,PQ),X,TH,D1,Q1,R2,H1,H2,M)
  & (X = x(V,D1,Q1,R3) & (knows(now,R3) | R3 = r3(carol,W) | R3 = r2(alice,V)))) => wrong)).
fof(words_of_another, axiom, ![S,IB,N,SP,PQ,X,TH,D1,Q1,R2,H1,H2,M,W]: ((a_answer(alice,p(bob),v(S,p(bob),IB,N,SP,PQ),X,TH,D1,Q1,R2,H1,H2,M)
  & (knows(now,M) | M = m2(carol,W) | M = m2(alice,W))) => wrong)).
fof(answer_to_another, axiom, ![S,IB,N,SP,PQ,X,TH,D1,Q1,R2,H1,H2,M,N1,K,IA,E,R,D0,Q0,RR,V]: ((a_answer(alice,p(bob),v(S,p(bob),IB,N,SP,PQ),X,TH,D1,Q1,R2,H1,H2,M)
  & (D1 = d1(bob,w(u(N1,K,IA,E,R),D0,Q0,RR)) & (K = p(carol) | knows(now,K) | knows(now,E) | E = e(carol,V) | knows(now,D0) | D0 = d0(carol,V) | knows(now,Q0) | Q0 = q0(carol,V)
     | knows(now,IA) | IA = ik(carol) | knows(now,R) | knows(now,RR) | M = m1(alice,V) | (N = num(one) & N1 = two)))) => wrong)).
fof(answer_to_another_session, axiom, ![S,IB,N,SP,PQ,X,TH,D1,Q1,R2,H1,H2,M,N1,K,IA,R,D0,Q0,RR,V,IB2]: ((a_answer(alice,p(bob),v(S,p(bob),IB,N,SP,PQ),X,TH,D1,Q1,R2,H1,H2,M)
  & (S = s1 & D1 = d1(bob,w(u(N1,K,IA,e(alice,v(s2,V,IB2,N,SP,PQ)),R),D0,Q0,RR)))) => wrong)).
fof(question, conjecture, wrong).

#include "domain/lives/lives.hpp"

#include <gtest/gtest.h>

#include <set>

#include "domain/lives/reason.hpp"

namespace parvis::lives {
namespace {

TEST(Lives, AnApplicationThatIsOverNeverMovesAgain) {
  for (const auto state : all_application_states)
    for (int move = 0; move < 6; ++move)
      EXPECT_FALSE(is_over(state) && after(state, static_cast<ApplicationMove>(move)));
}

TEST(Lives, WhoeverIsAskedForMoreSendsItAndIsJudgedAnew) {
  auto state = ApplicationState::submitted;
  for (int times = 0; times < 3; ++times) {
    state = after(state, ApplicationMove::ask_for_more).value();
    state = after(state, ApplicationMove::complete).value();
  }
  EXPECT_EQ(after(state, ApplicationMove::find_eligible), ApplicationState::eligible);
}

TEST(Lives, AProposalIsAcceptedOnlyWhenTheCoordinatorHasApprovedIt) {
  EXPECT_FALSE(after(ProposalState::proposed, ProposalMove::accept));
  EXPECT_EQ(after(ProposalState::approved, ProposalMove::accept), ProposalState::accepted);
}

TEST(Lives, AnyNoIsTheEndOfAProposal) {
  for (const auto state : {ProposalState::proposed, ProposalState::approved})
    for (const auto move : {ProposalMove::decline, ProposalMove::expire})
      EXPECT_FALSE(is_open(after(state, move).value()));
  for (const auto state : all_proposal_states)
    for (int move = 0; move < 4; ++move)
      EXPECT_FALSE(!is_open(state) && after(state, static_cast<ProposalMove>(move)));
}

TEST(Lives, APairThatHasEndedIsOnlyEvaluated) {
  for (const auto state : all_pair_states)
    for (int move = 0; move < 6; ++move)
      if (const auto next = after(state, static_cast<PairMove>(move)); is_ended(state) && next) {
        EXPECT_EQ(next, PairState::evaluated);
      }
}

TEST(Reason, HasAnIdAndASentenceOfItsOwn) {
  std::set<std::string> ids, sentences;
  for (int i = 0; i < reason_count; ++i) {
    const auto reason = static_cast<Reason>(i);
    ids.emplace(id_of(reason));
    sentences.insert(in_english(in_words(reason)));
    EXPECT_EQ(reason_of(id_of(reason)), reason);
  }
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(reason_count));
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(reason_count));
}

TEST(Reason, EachQuestionHasReasonsToChooseFrom) {
  for (int i = 0; i < 6; ++i) {
    const auto all = reasons_for(static_cast<Asked>(i));
    EXPECT_GE(all.size(), 3u);
    for (const auto reason : all) EXPECT_TRUE(is_reason_for(reason, static_cast<Asked>(i)));
    EXPECT_FALSE(is_reason_for(Reason::none, static_cast<Asked>(i)));
  }
}

}  // namespace
}  // namespace parvis::lives

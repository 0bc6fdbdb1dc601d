/// How applications, proposals and pairs move (DOMAIN, "Lives"): each move is one function that takes what is and
/// gives what becomes, or nothing when the move is not open. Pure: the acts load before and save after.
///
///   const auto next = after(ProposalState::approved, ProposalMove::accept);   // accepted
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "platform/base/message.hpp"

namespace parvis::lives {

/// As what one applies.
enum class Part { adept, mentor };
std::string_view id_of(Part part);
std::optional<Part> part_of(std::string_view id);
Message in_words(Part part);

enum class ApplicationState { submitted, needs_more, eligible, not_eligible, withdrawn, closed };
inline constexpr std::array all_application_states{
    ApplicationState::submitted,    ApplicationState::needs_more, ApplicationState::eligible,
    ApplicationState::not_eligible, ApplicationState::withdrawn,  ApplicationState::closed};
std::string_view id_of(ApplicationState state);
std::optional<ApplicationState> application_state_of(std::string_view id);
Message in_words(ApplicationState state);
bool is_over(ApplicationState state);

/// `complete` sends what was asked for: needs_more → submitted.
enum class ApplicationMove { ask_for_more, complete, find_eligible, find_not_eligible, withdraw, close };
std::optional<ApplicationState> after(ApplicationState state, ApplicationMove move);

/// `proposed` waits for the coordinator, `approved` for the two it is about.
enum class ProposalState { proposed, approved, accepted, declined, expired };
inline constexpr std::array all_proposal_states{ProposalState::proposed, ProposalState::approved,
                                                ProposalState::accepted, ProposalState::declined,
                                                ProposalState::expired};
std::string_view id_of(ProposalState state);
std::optional<ProposalState> proposal_state_of(std::string_view id);
Message in_words(ProposalState state);
/// An open proposal holds a place of the mentor's, and the adept.
bool is_open(ProposalState state);

enum class ProposalMove { approve, accept, decline, expire };
std::optional<ProposalState> after(ProposalState state, ProposalMove move);

enum class PairState { preparing, active, paused, completed, ended_early, evaluated };
inline constexpr std::array all_pair_states{PairState::preparing,   PairState::active,
                                            PairState::paused,      PairState::completed,
                                            PairState::ended_early, PairState::evaluated};
std::string_view id_of(PairState state);
std::optional<PairState> pair_state_of(std::string_view id);
Message in_words(PairState state);
bool is_ended(PairState state);

enum class PairMove { start, pause, resume, complete, end_early, evaluate };
std::optional<PairState> after(PairState state, PairMove move);
/// Completing and ending early: from then on the pair holds nobody.
bool ends_the_pair(PairMove move);

}  // namespace parvis::lives

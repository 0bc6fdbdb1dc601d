#include "domain/lives/lives.hpp"

namespace parvis::lives {
namespace {

template <class Kind, std::size_t N>
std::optional<Kind> found(const std::array<Kind, N>& all, std::string_view id) {
  for (const auto one : all)
    if (id_of(one) == id) return one;
  return std::nullopt;
}

}  // namespace

std::string_view id_of(Part value) {
  switch (value) {
    case Part::adept: return "adept";
    case Part::mentor: return "mentor";
  }
  return {};
}

std::optional<Part> part_of(std::string_view id) {
  return found(std::array{Part::adept, Part::mentor}, id);
}

Message in_words(Part value) {
  switch (value) {
    case Part::adept: return say("Adept");
    case Part::mentor: return say("Mentor");
  }
  return {};
}

std::string_view id_of(ApplicationState value) {
  switch (value) {
    case ApplicationState::submitted: return "submitted";
    case ApplicationState::needs_more: return "needs_more";
    case ApplicationState::eligible: return "eligible";
    case ApplicationState::not_eligible: return "not_eligible";
    case ApplicationState::withdrawn: return "withdrawn";
    case ApplicationState::closed: return "closed";
  }
  return {};
}

std::optional<ApplicationState> application_state_of(std::string_view id) {
  return found(all_application_states, id);
}

Message in_words(ApplicationState value) {
  switch (value) {
    case ApplicationState::submitted: return say("Waits for a decision");
    case ApplicationState::needs_more: return say("Something is missing");
    case ApplicationState::eligible: return say("Waits for a mentor or an adept");
    case ApplicationState::not_eligible: return say("Not for this programme");
    case ApplicationState::withdrawn: return say("Withdrawn");
    case ApplicationState::closed: return say("Closed");
  }
  return {};
}

std::string_view id_of(ProposalState value) {
  switch (value) {
    case ProposalState::proposed: return "proposed";
    case ProposalState::approved: return "approved";
    case ProposalState::accepted: return "accepted";
    case ProposalState::declined: return "declined";
    case ProposalState::expired: return "expired";
  }
  return {};
}

std::optional<ProposalState> proposal_state_of(std::string_view id) {
  return found(all_proposal_states, id);
}

Message in_words(ProposalState value) {
  switch (value) {
    case ProposalState::proposed: return say("Proposed");
    case ProposalState::approved: return say("Approved, waits for answers");
    case ProposalState::accepted: return say("Accepted");
    case ProposalState::declined: return say("Declined");
    case ProposalState::expired: return say("Expired without an answer");
  }
  return {};
}

std::string_view id_of(PairState value) {
  switch (value) {
    case PairState::preparing: return "preparing";
    case PairState::active: return "active";
    case PairState::paused: return "paused";
    case PairState::completed: return "completed";
    case PairState::ended_early: return "ended_early";
    case PairState::evaluated: return "evaluated";
  }
  return {};
}

std::optional<PairState> pair_state_of(std::string_view id) {
  return found(all_pair_states, id);
}

Message in_words(PairState value) {
  switch (value) {
    case PairState::preparing: return say("Preparing");
    case PairState::active: return say("Meeting");
    case PairState::paused: return say("Paused");
    case PairState::completed: return say("Completed");
    case PairState::ended_early: return say("Ended early");
    case PairState::evaluated: return say("Evaluated");
  }
  return {};
}

bool is_over(ApplicationState state) {
  using enum ApplicationState;
  return state == not_eligible || state == withdrawn || state == closed;
}

std::optional<ApplicationState> after(ApplicationState state, ApplicationMove move) {
  using enum ApplicationState;
  using enum ApplicationMove;
  if (is_over(state)) return std::nullopt;
  const bool undecided = state == submitted || state == needs_more;
  switch (move) {
    case ask_for_more: return state == submitted ? std::optional(needs_more) : std::nullopt;
    case complete: return state == needs_more ? std::optional(submitted) : std::nullopt;
    case find_eligible: return undecided ? std::optional(eligible) : std::nullopt;
    case find_not_eligible: return undecided ? std::optional(not_eligible) : std::nullopt;
    case withdraw: return withdrawn;
    case close: return closed;
  }
  return std::nullopt;
}

bool is_open(ProposalState state) {
  return state == ProposalState::proposed || state == ProposalState::approved;
}

std::optional<ProposalState> after(ProposalState state, ProposalMove move) {
  using enum ProposalState;
  using enum ProposalMove;
  if (!is_open(state)) return std::nullopt;
  switch (move) {
    case approve: return state == proposed ? std::optional(approved) : std::nullopt;
    case accept: return state == approved ? std::optional(accepted) : std::nullopt;
    case decline: return declined;
    case expire: return expired;
  }
  return std::nullopt;
}

bool is_ended(PairState state) {
  using enum PairState;
  return state == completed || state == ended_early || state == evaluated;
}

std::optional<PairState> after(PairState state, PairMove move) {
  using enum PairState;
  using enum PairMove;
  switch (move) {
    case start: return state == preparing ? std::optional(active) : std::nullopt;
    case pause: return state == active ? std::optional(paused) : std::nullopt;
    case resume: return state == paused ? std::optional(active) : std::nullopt;
    case complete: return state == active || state == paused ? std::optional(completed) : std::nullopt;
    case end_early: return is_ended(state) ? std::nullopt : std::optional(ended_early);
    case evaluate:
      return state == completed || state == ended_early ? std::optional(evaluated) : std::nullopt;
  }
  return std::nullopt;
}

bool ends_the_pair(PairMove move) {
  return move == PairMove::complete || move == PairMove::end_early;
}

}  // namespace parvis::lives

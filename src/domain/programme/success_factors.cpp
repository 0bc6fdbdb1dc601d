#include <algorithm>

#include "domain/programme/programme.hpp"
#include "platform/base/fold.hpp"

namespace parvis::programme {

namespace {

bool says_something(const LocalText& text) {
  return !trimmed(in_language(text, "sv")).empty();
}

Message missing_purpose(const Programme& programme) {
  if (says_something(programme.purpose)) return {};
  return say("Write in one or two sentences what the programme is to lead to, under [purpose].");
}

/// One party alone divides nothing: at least two.
Message missing_responsibilities(const Programme& programme) {
  const auto parties = std::ranges::count_if(programme.responsibilities, [](const Responsibility& party) {
    return !trimmed(party.who).empty() && says_something(party.what);
  });
  if (parties >= 2) return {};
  return say(
      "Write who is responsible for what, for at least two parties, each under its own "
      "[[responsibilities]].");
}

Message missing_matching(const Programme& programme) {
  if (!says_something(programme.matching))
    return say("Write how adepts and mentors are matched, and who decides, under [matching].");
  const bool weighs =
      !programme.tracks.empty() && std::ranges::all_of(programme.tracks, [](const Track& track) {
        return std::ranges::any_of(track.criteria,
                                   [](const Criterion& criterion) { return criterion.weight > 0; });
      });
  if (weighs) return {};
  return say("Give at least one criterion in each track a weight above 0, under [[criteria]].");
}

Message missing_training(const Programme& programme) {
  if (std::ranges::any_of(programme.training, [](const Training& one) { return says_something(one.name); }))
    return {};
  return say("Write which training adepts or mentors are given, each under its own [[training]].");
}

Message missing_cooperation(const Programme& programme) {
  if (says_something(programme.cooperation)) return {};
  return say(
      "Write how the municipality, local business and associations work together and keep each other "
      "informed, "
      "under [cooperation].");
}

Message missing_preparation(const Programme& programme) {
  if (says_something(programme.preparation)) return {};
  return say(
      "Write what adepts and mentors are told before they say yes, so that they know what to expect, under "
      "[preparation].");
}

Message missing_follow_up(const Programme& programme) {
  const FollowUp& follow_up = programme.follow_up;
  if (!says_something(follow_up.how))
    return say("Write how the pairs are followed up, as how = {example} under [follow_up].")
        .with("example", "{ sv = \"…\" }");
  if (!says_something(follow_up.documentation))
    return say("Write what is documented and where, as documentation = {example} under [follow_up].")
        .with("example", "{ sv = \"…\" }");
  return {};
}

}  // namespace

Message in_words(SuccessFactor factor) {
  switch (factor) {
    case SuccessFactor::purpose: return say("A clear purpose");
    case SuccessFactor::responsibilities: return say("Who is responsible for what");
    case SuccessFactor::matching: return say("Careful matching");
    case SuccessFactor::training: return say("Training for those who take part");
    case SuccessFactor::cooperation:
      return say("Cooperation between municipality, business and associations");
    case SuccessFactor::preparation: return say("Preparation that gives the right expectations");
    case SuccessFactor::follow_up: return say("Follow-up and documentation");
  }
  return {};
}

std::vector<FactorAnswer> success_factors(const Programme& programme) {
  std::vector<FactorAnswer> answers;
  const auto answer = [&](SuccessFactor factor, Message missing) {
    const bool met = missing.empty();
    answers.push_back({factor, met, std::move(missing)});
  };
  answer(SuccessFactor::purpose, missing_purpose(programme));
  answer(SuccessFactor::responsibilities, missing_responsibilities(programme));
  answer(SuccessFactor::matching, missing_matching(programme));
  answer(SuccessFactor::training, missing_training(programme));
  answer(SuccessFactor::cooperation, missing_cooperation(programme));
  answer(SuccessFactor::preparation, missing_preparation(programme));
  answer(SuccessFactor::follow_up, missing_follow_up(programme));
  return answers;
}

}  // namespace parvis::programme

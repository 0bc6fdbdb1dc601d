#include <unordered_map>

#include "app/imports/who.hpp"
#include "app/records/target_groups.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::imports {
namespace {

using store::Act;

// Whoever could be found has been: an identity number that is held all the same is held by somebody beyond reach.
const access::RowScope beyond;

class Doing {
 public:
  Doing(store::Transaction& tx, const records::People& people, const Plan& plan)
      : tx_(tx), people_(people), plan_(plan), finding_(tx, people, plan.programme, plan.reach) {}

  Result<bool, Failure> all() {
    for (const auto& step : plan_.steps) {
      PARVIS_TRY([[maybe_unused]] const bool done, one(step));
    }
    for (const auto& apart : plan_.apart) {
      PARVIS_TRY([[maybe_unused]] const bool done,
                 records::keep_apart_in(tx_, person_of(apart.one), person_of(apart.other)));
    }
    return true;
  }

 private:
  PersonId person_of(const std::variant<std::size_t, PersonId>& one) const {
    if (const auto* line = std::get_if<std::size_t>(&one)) return new_people_.at(*line);
    return std::get<PersonId>(one);
  }

  Result<bool, Failure> one(const Step& step) {
    PersonId id;
    if (step.existing) {
      id = step.existing->id;
      // Asked once more where it is done.
      PARVIS_TRY(const bool is_reached, finding_.reaches(id));
      if (!is_reached) return no(Failure(Refusal::seen_otherwise));
      if (step.person_differs) {
        PARVIS_TRY([[maybe_unused]] const int edition,
                   people_.correct_in(tx_, id, step.existing->edition, step.wished, beyond));
      }
    } else {
      PARVIS_TRY(id, people_.add_in(tx_, step.wished, beyond));
      new_people_[step.line] = id;
    }
    PARVIS_TRY([[maybe_unused]] const bool applied, application(step, id));
    return list_number(step, id);
  }

  Result<bool, Failure> application(const Step& step, PersonId id) {
    auto terms = step.terms;
    if (step.partner && (!step.application || step.terms_differ)) {
      PARVIS_TRY(terms.partner, records::partner_named_in(tx_, *step.partner));
    }
    if (!step.application) {
      PARVIS_TRY(const auto made, records::apply_in(tx_, id, terms));
      // Whoever approves the import has found those in it eligible: they stand in the programme's own list.
      PARVIS_TRY([[maybe_unused]] const int edition,
                 records::move_in(tx_, made, 1, lives::ApplicationMove::find_eligible));
      return true;
    }
    if (step.terms_differ) {
      PARVIS_TRY(
          [[maybe_unused]] const int edition,
          records::correct_application_in(tx_, step.application->id, step.application->edition, terms));
    }
    if (step.groups_differ) {
      PARVIS_TRY([[maybe_unused]] const bool kept,
                 records::keep_target_groups_in(tx_, id, terms.target_groups, terms.applied_on));
      tx_.tell({Act::person_corrected, id, "person", id.number, {}, false});
    }
    return true;
  }

  Result<bool, Failure> list_number(const Step& step, PersonId id) {
    if (step.list_number && !step.list_number_moves) return true;
    if (step.list_number) {
      PARVIS_DONE(tx_.change("list_number", {db::value(*step.list_number)}, {{"person_id", id}}, id));
      return true;
    }
    PARVIS_DONE(tx_.add("list_number", {{"list_number_id", crypto::random_id()},
                                        {"city_id", tx_.city()},
                                        {"programme_id", plan_.programme},
                                        {"part", lives::id_of(step.part)},
                                        {"written", plan_.account.lines[step.line].id},
                                        {"person_id", id}}));
    return true;
  }

  store::Transaction& tx_;
  const records::People& people_;
  const Plan& plan_;
  Finding finding_;
  std::unordered_map<std::size_t, PersonId> new_people_;  ///< by line
};

}  // namespace

Result<bool, Failure> carry_out(store::Transaction& tx, const records::People& people, const Plan& plan) {
  return Doing(tx, people, plan).all();
}

}  // namespace parvis::imports

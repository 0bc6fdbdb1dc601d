/// Fills a founded city with invented people, each waiting in its first programme, and its log with rows:
///   city_filler DIR PEOPLE LOG_ROWS IDS [postgresql://…]
/// Everything goes the way of the product's own acts, many in each transaction. Prints how long each part took; the file IDS gets the
/// numbers of some of them, from all parts of the register.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include "app/acts/matching_job.hpp"
#include "app/demo/demo.hpp"
#include "app/keep/place.hpp"
#include "app/records/applications.hpp"
#include "app/records/people.hpp"
#include "app/records/programmes.hpp"
#include "app/records/scope.hpp"
#include "platform/formats/csv.hpp"

namespace {

using namespace parvis;

constexpr std::size_t people_in_an_act = 500;
constexpr std::int64_t rows_in_an_act = 5'000;

class Filler {
 public:
  Filler(keep::Kept& kept, store::ProgrammeId programme)
      : store_(*kept.store),
        actor_(keep::operator_of(kept.cities.front())),
        programme_(programme),
        taxonomy_(occupations::Taxonomy::starter()),
        people_(store_, taxonomy_) {}

  bool add_people(int many) {
    const auto invented = demo::make_city(*taxonomy_, many * 3 / 5, many - many * 3 / 5, 7);
    const acts::Sheets sheets{formats::read_csv(invented.adepts_csv, "adepts.csv", {}).value(),
                              formats::read_csv(invented.mentors_csv, "mentors.csv", {}).value(),
                              std::nullopt, std::nullopt};
    const auto understood = acts::understand(sheets, {}, *taxonomy_, {});
    std::vector<people::Person> all(understood.adepts.people.begin(), understood.adepts.people.end());
    const auto adepts = all.size();
    all.insert(all.end(), understood.mentors.people.begin(), understood.mentors.people.end());
    for (std::size_t from = 0; from < all.size(); from += people_in_an_act) {
      const auto done = store_.transact(
          actor_, Moment::now(), [&](store::Transaction& tx) -> Result<bool, records::Failure> {
            for (std::size_t i = from; i < std::min(all.size(), from + people_in_an_act); ++i) {
              PARVIS_TRY(const bool in,
                         take_in(tx, all[i], i < adepts ? lives::Part::adept : lives::Part::mentor));
              static_cast<void>(in);
            }
            return true;
          });
      if (!done)
        return told(done.error().refusal ? records::in_words(*done.error().refusal)
                                         : keep::in_words(done.error().fault.value()).what);
    }
    return true;
  }

  bool add_rows(std::int64_t many) {
    std::size_t person = 0;
    for (std::int64_t rows = 0; rows < many; rows += rows_in_an_act) {
      const auto done =
          store_.transact(actor_, Moment::now(), [&](store::Transaction& tx) -> Result<bool, store::Fault> {
            for (std::int64_t i = 0; i < std::min(rows_in_an_act, many - rows); ++i)
              tx.tell({store::Act::person_read, ids_[person++ % ids_.size()], "person", {}, {}, false});
            return true;
          });
      if (!done) return told(keep::in_words(done.error()).what);
    }
    return true;
  }

  /// A thousand of them, or all.
  void write_ids(const char* file) const {
    std::ofstream out(file);
    const auto step = std::max<std::size_t>(1, ids_.size() / 1'000);
    for (std::size_t i = 0; i < ids_.size(); i += step) out << ids_[i].number << '\n';
  }

 private:
  static bool told(const Message& what) {
    fmt::print(stderr, "{}\n", in_english(what));
    return false;
  }
  Result<bool, records::Failure> take_in(store::Transaction& tx, people::Person person, lives::Part part) {
    records::PersonDetails details;
    person.not_with.clear();
    details.known = std::move(person);
    PARVIS_TRY(const auto id, people_.add_in(tx, details));
    ids_.push_back(id);
    records::ApplicationDetails application;
    application.programme = programme_;
    application.part = part;
    // Within the year for which the programme has been there.
    application.applied_on =
        Date::from_days(tx.now().day_utc().days_since_1970() - static_cast<int>(ids_.size() % 360));
    PARVIS_TRY(const auto applied, records::apply_in(tx, id, application));
    PARVIS_TRY([[maybe_unused]] const auto moved,
               records::move_in(tx, applied, 1, lives::ApplicationMove::find_eligible));
    return true;
  }

  store::Store& store_;
  store::Actor actor_;
  store::ProgrammeId programme_;
  std::shared_ptr<const occupations::Taxonomy> taxonomy_;
  records::People people_;
  std::vector<store::PersonId> ids_;
};

double seconds_since(std::chrono::steady_clock::time_point then) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5 || argc > 6) return 2;
  keep::Where where;
  where.data = argv[1];
  if (argc == 6) where.database = argv[5];
  auto kept = keep::open(where, Moment::now());
  if (!kept) {
    fmt::print(stderr, "{}\n", in_english(kept.error().what));
    return 4;
  }
  // The one in which the invented coordinator works.
  const auto programmes = records::Programmes(*kept->store)
                              .list(keep::operator_of(kept->cities.front()), Moment::now(),
                                    records::whole_city(), Moment::now().day_utc());
  if (!programmes || programmes->empty()) return 4;
  Filler filler(*kept, programmes->front().id);
  const auto started = std::chrono::steady_clock::now();
  if (!filler.add_people(std::stoi(argv[2]))) return 4;
  const double people = seconds_since(started);
  if (!filler.add_rows(std::stoll(argv[3]))) return 4;
  filler.write_ids(argv[4]);
  fmt::print("filled: {} people in {:.1f} s, {} rows of the log in {:.1f} s\n", argv[2], people, argv[3],
             seconds_since(started) - people);
}

// Registers people in a city, one act after another, and says of each when it has been acknowledged: "12\n" on
// standard output, in one write. The id is the act's number, so a lost act is seen by its id.
//   durability_writer DIR            until it is killed
//   durability_writer DIR COUNT      so many, and then without closing anything
//   durability_writer DIR full FLAG  a disk that is full while the file FLAG is there (with durability_disk)
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/keep/place.hpp"

using namespace parvis;
using store::Fault;

namespace {

Result<bool, Fault> register_person(const keep::Kept& kept, std::int64_t id) {
  return kept.store->transact(
      keep::operator_of(kept.cities[0]), Moment::now(), [&](store::Transaction& tx) -> Result<bool, Fault> {
        const store::Cells person{{"person_id", id},
                                  {"city_id", 1},
                                  {"name", "Amira Invented"},
                                  {"sorts_as", db::Bytes{"amira"}},
                                  {"address", std::string(static_cast<std::size_t>(200 + id % 7 * 900), 'a')},
                                  {"registered_on", "2026-11-02"},
                                  {"edition", 1}};
        if (auto added = tx.add("person", person); !added) return no(std::move(added).error());
        for (const auto& [place, word] : {std::pair{1, "amira"}, std::pair{2, "invented"}}) {
          const store::Cells name{{"person_id", id}, {"place", place}, {"city_id", 1}, {"word", word}};
          if (auto added = tx.add("person_name", name); !added) return no(std::move(added).error());
        }
        tx.tell({.act = store::Act::person_registered,
                 .person = store::PersonId{id},
                 .thing = "person",
                 .thing_id = id,
                 .reason = {}});
        return true;
      });
}

std::int64_t last_person(const keep::Kept& kept) {
  static constexpr db::Query last{"last", "SELECT COALESCE(MAX(person_id), 0) FROM person"};
  const auto found = kept.store->read(keep::operator_of(kept.cities[0]), Moment::now(),
                                      [](store::Transaction& tx) -> Result<std::int64_t, Fault> {
                                        PARVIS_TRY(const auto row, tx.first(last));
                                        return row->get<std::int64_t>(0);
                                      });
  return found ? *found : -1;
}

int on_a_full_disk(const keep::Kept& kept, const std::string& flag) {
  if (!register_person(kept, 1)) return 10;
  std::ofstream(flag) << "full";
  for (int tries = 0; tries < 3; ++tries) {
    const auto refused = register_person(kept, 2);
    if (refused) return 11;
    if (refused.error().kind != Fault::Kind::full) {
      fmt::print(stderr, "{}\n", refused.error().detail);
      return 12;
    }
    if (last_person(kept) != 1) return 13;  // Reading goes on.
  }
  std::filesystem::remove(flag);
  if (!register_person(kept, 2)) return 14;
  return last_person(kept) == 2 ? 0 : 15;
}

}  // namespace

int main(int argc, char** argv) {
  const auto kept = keep::open({argv[1], {}, {}}, Moment::now());
  if (!kept) return 2;
  if (argc == 4) return on_a_full_disk(*kept, argv[3]);
  const std::int64_t count = argc == 3 ? std::atoll(argv[2]) : INT64_MAX;
  for (std::int64_t id = last_person(*kept) + 1, made = 0; made < count; ++id, ++made) {
    if (const auto done = register_person(*kept, id); !done) {
      fmt::print(stderr, "{}\n", done.error().detail);
      return 3;
    }
    const auto line = fmt::format("{}\n", id);
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return 4;
  }
  ::_exit(0);  // As if it were killed: nothing is closed.
}

/// The programmes of a city and the versions of their rules: a version is kept with the day from which it holds, and
/// is never changed, only followed by the next. What was decided on a day can be told by the rules of that day.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/records/failure.hpp"
#include "app/store/store.hpp"
#include "domain/access/row_scope.hpp"
#include "domain/programme/programme.hpp"

namespace parvis::records {

struct ProgrammeVersion {
  store::ProgrammeId id;
  int version = 0;
  Date first_day;
  std::shared_ptr<const programme::Programme> rules;
  std::string opened_anyway = {};  ///< why, where a success factor is missing
};

class Programmes {
 public:
  explicit Programmes(store::Store& store) : store_(store) {}

  /// Keeps a programme file (docs/formats.md) as the rules from that day on: of a new programme, or as the next version
  /// of the one with the same id. What is kept already, word for word, is not kept again. Refuses
  /// `success_factors_missing`, with what is missing, unless it is said why the programme opens anyway (A3).
  Result<ProgrammeVersion, Failure> keep(const store::Actor& actor, Moment now, std::string_view toml,
                                         Date first_day, std::string_view opened_anyway = {});
  /// The rules that hold on the day: refuses `no_such_programme` before the first.
  Result<ProgrammeVersion, Failure> on(const store::Actor& actor, Moment now, store::ProgrammeId programme,
                                       Date day);
  /// By its id in the file: "duo".
  Result<ProgrammeVersion, Failure> named(const store::Actor& actor, Moment now, std::string_view code,
                                          Date day);
  /// Those that have begun and are not closed, by id in the file.
  Result<std::vector<ProgrammeVersion>, Failure> list(const store::Actor& actor, Moment now,
                                                      const access::RowScope& scope, Date day);

 private:
  store::Store& store_;
};

/// The same within an act.
Result<ProgrammeVersion, Failure> keep_programme_in(store::Transaction& tx, std::string_view toml,
                                                    Date first_day, std::string_view opened_anyway = {});
Result<ProgrammeVersion, Failure> programme_on(store::Transaction& tx, store::ProgrammeId programme,
                                               Date day);
Result<ProgrammeVersion, Failure> programme_version(store::Transaction& tx, store::ProgrammeId programme,
                                                    int version);

}  // namespace parvis::records

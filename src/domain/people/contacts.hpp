/// How a person is told apart and reached: columns that a programme's own list often has, and that no matching round
/// looks at. They are read only where people are taken into a register, and only in rows that the intake has taken:
/// `match` and the trial in the browser pass them over as any other column (docs/formats.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/people/columns.hpp"
#include "domain/people/identity_number.hpp"

namespace parvis::people {

struct Contact {
  std::optional<IdentityNumber> identity_number;
  std::optional<std::string> address, phone, email;
};

enum class ContactField { identity_number, phone, email, address };
std::string_view header_of(ContactField field);

class ContactReader {
 public:
  ContactReader(const formats::Table& table, Sheet sheet, Date today);

  /// Two columns of identity numbers. Several of phone or e-mail: the first that is written counts; several of the
  /// address (street, postal code, town) are put together.
  const std::vector<Reject>& faults() const { return faults_; }
  /// An identity number that is none refuses the row; other cells are noted and count as unknown.
  Contact read(const formats::Row& row, std::vector<Reject>& rejects) const;
  /// The columns that are read.
  const std::vector<int>& columns() const { return columns_; }

 private:
  struct Place {
    ContactField field;
    int column;
  };
  void read_cell(const Place& place, const formats::Row& row, Contact& contact,
                 std::vector<Reject>& rejects) const;

  const formats::Table& table_;
  Date today_;
  std::vector<Place> places_;
  std::vector<int> columns_;
  std::vector<Reject> faults_;
};

/// The figures of a phone number without what differs from one spelling to the next: "+46 (0)70-174 06 05" and
/// "070-1740605" are both "701740605".
std::string phone_figures(std::string_view phone);

struct ContactWord {
  ContactField field;
  std::string_view text;
};
/// All headers, for the test that holds the documentation.
std::vector<ContactWord> contact_words();

}  // namespace parvis::people

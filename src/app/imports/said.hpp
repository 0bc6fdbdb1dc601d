/// What is said of a person, field by field, to compare a list with the register. Inside this folder.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/imports/plan.hpp"

namespace parvis::imports {

struct Said {
  std::string exact;  ///< to compare
  std::string shown;  ///< to show: nothing of an identity number's last figures, nothing of an address
};
using SaidFields = std::map<std::string, Said>;

SaidFields said_of_person(const records::PersonDetails& details, const occupations::Taxonomy& taxonomy);
SaidFields said_of_terms(const records::ApplicationDetails& terms, const std::optional<std::string>& partner);

/// The register's record with what the list knows over it; a mentor's places are the caller's.
records::PersonDetails with(records::PersonDetails record, const records::PersonDetails& list);
records::ApplicationDetails with(records::ApplicationDetails record, const records::ApplicationDetails& list);

std::vector<FieldChange> differences(const SaidFields& was, const SaidFields& becomes);

}  // namespace parvis::imports

#pragma once
// The parameters of a topology, to and from the file: a bare number or text, or an object with it
// as "value" where there is more to say.

#include "engine/io/field_reader.h"
#include "engine/model/parameter.h"

#include <vector>

namespace topomq::io {

/// What does not fit is reported at the reader's place and left at its default.
[[nodiscard]] std::vector<model::Parameter> readParameterList(FieldReader& fields,
                                                              const model::Object& list);
[[nodiscard]] model::Object parameterFields(const std::vector<model::Parameter>& parameters);

} // namespace topomq::io

#pragma once
// What a fix comes to in the file, before it is made one edit: changes outside and in definitions.

#include "engine/model/edit.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace topomq::rules {

/// What changes in one definition.
struct InsideDraft
{
    const model::Definition* original = nullptr;
    std::map<const model::Node*, model::Node> nodes;
    /// Nothing: the link goes.
    std::map<const model::Link*, std::optional<model::Link>> links;

    friend bool operator==(const InsideDraft&, const InsideDraft&) = default;
};

/// What one edit of what is laid flat comes to. Thread: a plain value that points into the file.
struct FixDraft
{
    model::Batch outside;
    std::map<model::DefinitionId, InsideDraft> definitions;
    /// What leads to the instances for which each definition is changed.
    std::map<model::DefinitionId, std::set<std::string>> ways;
    /// While it is made: by definition and way. What is changed for several has to be one thing.
    std::map<std::pair<model::DefinitionId, std::string>, InsideDraft> parts;
    /// Nodes and links outside that are changed, for those that are named twice.
    std::map<model::NodeId, model::Node> nodes;
    std::map<model::LinkId, model::Link> links;
};

} // namespace topomq::rules

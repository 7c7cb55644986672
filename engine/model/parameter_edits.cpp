// Edits of parameters that reach every place where one is used.
#include "engine/model/parameters.h"

#include <algorithm>

namespace topomq::model {

namespace {

/// The text with something else for `#name`; a text without any `#` left becomes its number.
Value withReplacement(const Value& value, const std::string& name, const std::string& replacement)
{
    if (isExpression(value)) {
        const std::string& text = *value.asText();
        std::string changed = replaceParameter(text, name, replacement);
        if (changed == text || changed.find('#') != std::string::npos)
            return changed;
        const Evaluation number = ParameterValues().evaluate(changed);
        return number.number ? reckonedValue(*number.number) : value;
    }
    if (const Array* array = value.asArray()) {
        Array items;
        for (const Value& item : *array)
            items.push_back(withReplacement(item, name, replacement));
        return items;
    }
    if (const Object* object = value.asObject()) {
        Object members;
        for (const auto& [key, item] : object->members())
            members.append(key, withReplacement(item, name, replacement));
        return members;
    }
    return value;
}

bool names(const ParameterUse& use, const std::string& name)
{
    const auto all = parametersIn(use.expression);
    return std::find(all.begin(), all.end(), name) != all.end();
}

/// Changes every use of `#name`, node by node.
Batch replaceUses(const Topology& topology,
                  const std::vector<ParameterUse>& uses,
                  const std::string& name,
                  const std::string& replacement)
{
    Batch batch;
    const auto change = [&](Object& object, const std::string& key) {
        if (const Value* value = object.find(key))
            object.set(key, withReplacement(*value, name, replacement));
    };
    for (const ParameterUse& use : uses) {
        if (!names(use, name))
            continue;
        if (use.node.isEmpty()) {
            const Value value = withReplacement(*topology.context.find(use.key), name, replacement);
            batch.edits.emplace_back(SetContextOption{use.key, value, std::nullopt});
            continue;
        }
        ReplaceNode* last =
            batch.edits.empty() ? nullptr : std::get_if<ReplaceNode>(&batch.edits.back());
        if (last == nullptr || last->node.id != use.node) {
            batch.edits.emplace_back(ReplaceNode{topology.nodes[use.nodeIndex]});
            last = std::get_if<ReplaceNode>(&batch.edits.back());
        }
        if (use.socket.isEmpty())
            change(last->node.settings, use.key);
        else if (use.socketIndex < last->node.sockets.size())
            change(last->node.sockets[use.socketIndex].options, use.key);
    }
    return batch;
}

/// The same inside of definitions.
void replaceInside(Batch& batch,
                   const Topology& topology,
                   const std::string& name,
                   const std::string& replacement)
{
    for (const Definition& definition : topology.definitions) {
        Topology inside;
        inside.nodes = definition.nodes;
        const Batch edits = replaceUses(inside, parameterUses(inside), name, replacement);
        if (edits.edits.empty())
            continue;
        apply(inside, edits);
        Definition changed = definition;
        changed.nodes = std::move(inside.nodes);
        batch.edits.push_back(put(changed));
    }
}

} // namespace

std::string freeParameterName(const Topology& topology, std::string_view stem)
{
    const std::string base = isParameterName(stem) ? std::string(stem) : "p";
    std::string name = base;
    for (int number = 2; findParameter(topology, name) != nullptr; ++number)
        name = base + std::to_string(number);
    return name;
}

const Parameter* findParameter(const Topology& topology, std::string_view name)
{
    const auto found = std::find_if(topology.parameters.begin(), topology.parameters.end(),
                                    [name](const Parameter& each) { return each.name == name; });
    return found == topology.parameters.end() ? nullptr : &*found;
}

Edit setParameter(const Topology& topology, const Parameter& parameter)
{
    SetParameters set{topology.parameters};
    const auto found =
        std::find_if(set.parameters.begin(), set.parameters.end(),
                     [&parameter](const Parameter& each) { return each.name == parameter.name; });
    if (found == set.parameters.end())
        set.parameters.push_back(parameter);
    else
        *found = parameter;
    return set;
}

Edit renameParameter(const Topology& topology, const std::string& name, const std::string& newName)
{
    Batch batch = replaceUses(topology, parameterUses(topology), name, "#" + newName);
    replaceInside(batch, topology, name, "#" + newName);
    SetParameters set{topology.parameters};
    for (Parameter& each : set.parameters) {
        if (each.name == name)
            each.name = newName;
        each.value = withReplacement(each.value, name, "#" + newName);
    }
    batch.edits.insert(batch.edits.begin(), set);
    return batch;
}

Edit replaceParameterUses(const Topology& topology,
                          const ParameterUse& use,
                          const std::string& name,
                          const std::string& newName)
{
    return replaceUses(topology, {use}, name, "#" + newName);
}

Edit removeParameter(const Topology& topology, const std::string& name, UsesOfRemoved uses)
{
    const ParameterValues values(topology.parameters);
    const Evaluation* value = values.find(name);
    SetParameters set{topology.parameters};
    std::erase_if(set.parameters, [&name](const Parameter& each) { return each.name == name; });
    if (uses == UsesOfRemoved::Leave || value == nullptr || !value->number)
        return set;
    std::string number = numberText(*value->number);
    if (*value->number < 0)
        number = "(" + number + ")";
    Batch batch = replaceUses(topology, parameterUses(topology), name, number);
    replaceInside(batch, topology, name, number);
    for (Parameter& each : set.parameters)
        each.value = withReplacement(each.value, name, number);
    batch.edits.insert(batch.edits.begin(), set);
    return batch;
}

} // namespace topomq::model

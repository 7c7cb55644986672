// What makes sense with the selection. See canvas_actions.cpp for the rest of the class.

#include "engine/model/subtopology.h"
#include "ui/canvas/canvas_actions.h"
#include "ui/document/selection.h"

#include <algorithm>

namespace topomq::ui {

namespace {

bool selectsInstance(const Selection& selection, const model::Topology& topology)
{
    return std::any_of(topology.nodes.begin(), topology.nodes.end(), [&](const model::Node& node) {
        return model::isInstance(node) && selection.nodes().contains(node.id);
    });
}

/// One of a group.
bool selectsMember(const Selection& selection, const model::Topology& topology)
{
    return std::any_of(topology.groups.begin(), topology.groups.end(),
                       [&](const model::Group& group) {
                           return std::any_of(group.members.begin(), group.members.end(),
                                              [&](const model::NodeId& id) {
                                                  return selection.nodes().contains(id);
                                              });
                       });
}

bool selectsBends(const Selection& selection, const model::Topology& topology)
{
    return std::any_of(topology.links.begin(), topology.links.end(), [&](const model::Link& link) {
        return !link.bends.empty() && selection.links().contains(link.id);
    });
}

} // namespace

void CanvasActions::setSelection(const Selection& selection, const model::Topology& topology)
{
    using enum CanvasCommand;
    const auto& actions = *this;
    const std::size_t nodes = selection.nodes().size();
    m_selectedNodes = nodes;
    const std::size_t links = selection.links().size();
    const std::size_t groups = selection.groups().size();
    const std::size_t notes = selection.notes().size();
    actions[Cut]->setEnabled(nodes + notes > 0);
    actions[Copy]->setEnabled(nodes + groups + notes > 0);
    actions[Duplicate]->setEnabled(nodes + groups + notes > 0);
    actions[SaveSnippet]->setEnabled(nodes + groups + notes > 0);
    actions[Delete]->setEnabled(!selection.isEmpty());
    actions[Group]->setEnabled(nodes + groups > 0);
    actions[Collapse]->setEnabled(nodes + groups > 0);
    const bool hasInstance = selectsInstance(selection, topology);
    actions[Expand]->setEnabled(hasInstance);
    actions[OpenInside]->setEnabled(hasInstance && nodes == 1);
    actions[OfferPorts]->setEnabled(nodes > 0);
    actions[Ungroup]->setEnabled(groups > 0 || selectsMember(selection, topology));
    actions[FoldGroup]->setEnabled(groups > 0);
    actions[Rename]->setEnabled(!selection.isEmpty());
    actions[AddBend]->setEnabled(links == 1);
    actions[RemoveBends]->setEnabled(selectsBends(selection, topology));
    for (const CanvasCommand each :
         {DuplicateWithLinks, Multiply, DeleteAndReconnect, MarkLinkStart})
        actions[each]->setEnabled(nodes > 0);
    actions[LinkSelection]->setEnabled(nodes > 1 || (nodes == 1 && m_linkStartMarked));
    actions[FlipBindSide]->setEnabled(links > 0);
    actions[ToggleEnabled]->setEnabled(nodes + links > 0);
    actions[SecureLink]->setEnabled(links > 0);
    actions[EditSelection]->setEnabled(nodes + links > 0);
    for (const CanvasCommand each : {ArrangeSelection, AlignLeft, AlignVertically, AlignRight,
                                     AlignTop, AlignHorizontally, AlignBottom})
        actions[each]->setEnabled(nodes > 1);
    actions[DistributeHorizontally]->setEnabled(nodes > 2);
    actions[DistributeVertically]->setEnabled(nodes > 2);
    actions[ZoomSelection]->setEnabled(!selection.isEmpty());
}

void CanvasActions::setLinkStart(bool marked)
{
    m_linkStartMarked = marked;
    (*this)[CanvasCommand::LinkSelection]->setEnabled(m_selectedNodes > 1
                                                      || (m_selectedNodes == 1 && marked));
}

} // namespace topomq::ui

#include "ui/document/selection.h"

#include <utility>

namespace topomq::ui {

void Selection::set(std::set<model::NodeId> nodes,
                    std::set<model::LinkId> links,
                    std::set<model::GroupId> groups,
                    std::set<model::NoteId> notes)
{
    if (nodes == m_nodes && links == m_links && groups == m_groups && notes == m_notes)
        return;
    m_nodes = std::move(nodes);
    m_links = std::move(links);
    m_groups = std::move(groups);
    m_notes = std::move(notes);
    Q_EMIT changed();
}

void Selection::reveal(const std::set<model::NodeId>& nodes,
                       const std::set<model::LinkId>& links,
                       const std::set<model::GroupId>& groups,
                       const std::set<model::NoteId>& notes)
{
    set(nodes, links, groups, notes);
    if (!isEmpty())
        Q_EMIT revealRequested();
}

void Selection::revealField(const std::set<model::NodeId>& nodes,
                            const std::set<model::LinkId>& links,
                            const std::string& where,
                            const std::string& field)
{
    reveal(nodes, links);
    Q_EMIT fieldRequested(QString::fromStdString(where), QString::fromStdString(field));
}

} // namespace topomq::ui

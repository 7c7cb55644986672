#include "ui/document/selection.h"

#include <utility>

namespace topomq::ui {

void Selection::set(std::set<model::NodeId> nodes, std::set<model::LinkId> links)
{
    if (nodes == m_nodes && links == m_links)
        return;
    m_nodes = std::move(nodes);
    m_links = std::move(links);
    Q_EMIT changed();
}

void Selection::reveal(const std::set<model::NodeId>& nodes, const std::set<model::LinkId>& links)
{
    set(nodes, links);
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

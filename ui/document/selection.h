#pragma once
// What is selected, shared by the canvas, the inspector, the tables and the plots.

#include "engine/model/ids.h"

#include <QObject>

#include <set>
#include <string>

namespace topomq::ui {

/// Thread: the window's.
class Selection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const std::set<model::NodeId>& nodes() const { return m_nodes; }

    [[nodiscard]] const std::set<model::LinkId>& links() const { return m_links; }

    [[nodiscard]] const std::set<model::GroupId>& groups() const { return m_groups; }

    [[nodiscard]] const std::set<model::NoteId>& notes() const { return m_notes; }

    [[nodiscard]] bool isEmpty() const
    {
        return m_nodes.empty() && m_links.empty() && m_groups.empty() && m_notes.empty();
    }

    /// Emits `changed` once, and only if something differs.
    void set(std::set<model::NodeId> nodes,
             std::set<model::LinkId> links,
             std::set<model::GroupId> groups = {},
             std::set<model::NoteId> notes = {});

    void selectNode(const model::NodeId& node) { set({node}, {}); }

    void selectLink(const model::LinkId& link) { set({}, {link}); }

    void selectGroup(const model::GroupId& group) { set({}, {}, {group}); }

    void selectNote(const model::NoteId& note) { set({}, {}, {}, {note}); }

    void clear() { set({}, {}); }

    /// Selects what a finding or event names (node, `node.socket` or link id) and asks the canvas
    /// to show it. False: there is no such thing.
    void reveal(const std::set<model::NodeId>& nodes,
                const std::set<model::LinkId>& links,
                const std::set<model::GroupId>& groups = {},
                const std::set<model::NoteId>& notes = {});

    /// The same, and asks the inspector for the field of what `where` names: a setting, an option,
    /// or `#name` of a parameter.
    void revealField(const std::set<model::NodeId>& nodes,
                     const std::set<model::LinkId>& links,
                     const std::string& where,
                     const std::string& field);

Q_SIGNALS:
    void changed();
    void revealRequested();
    void fieldRequested(const QString& where, const QString& field);

private:
    std::set<model::NodeId> m_nodes;
    std::set<model::LinkId> m_links;
    std::set<model::GroupId> m_groups;
    std::set<model::NoteId> m_notes;
};

} // namespace topomq::ui

#pragma once
// The inspector of one node: name, state, settings, sockets, findings.

#include "engine/model/topology.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_page.h"

#include <vector>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace topomq::metrics {
struct Snapshot;
} // namespace topomq::metrics

namespace topomq::ui {

class FigureList;
class NodeCommands;
class SocketCard;
class TitleEdit;
class ResetHeading;
class ValueField;

/// Thread: the window's.
class NodePage final : public InspectorPage
{
    Q_OBJECT

public:
    NodePage(const model::NodeId& node, const InspectorContext& context, QWidget* parent);

    /// What the rows of the page depend on: another text, another page.
    [[nodiscard]] static QString shapeOf(const model::NodeId& node,
                                         const InspectorContext& context);

    void sync() override;
    void refresh() override;

private:
    void addHeader(QVBoxLayout* column);
    void addLive(QVBoxLayout* column);
    void addSettings(QVBoxLayout* column);
    void addSockets(QVBoxLayout* column);
    void addPorts(QVBoxLayout* column);
    bool refreshInstance(const metrics::Snapshot& snapshot);
    void addSocket(const std::string& stem, model::SocketType type);
    void rename(const QString& name, const QString& gesture);
    void setEnabledInRun(bool enabled);

    model::NodeId m_node;
    const InspectorContext& m_context;
    TitleEdit* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QCheckBox* m_enabled = nullptr;
    QWidget* m_live = nullptr;
    QLabel* m_when = nullptr;
    FigureList* m_figures = nullptr;
    QLabel* m_reason = nullptr;
    QLabel* m_heldUp = nullptr;
    NodeCommands* m_commands = nullptr;
    ResetHeading* m_resetSettings = nullptr;
    std::vector<ValueField*> m_fields;
    std::vector<SocketCard*> m_cards;
};

} // namespace topomq::ui

#pragma once
// The inspector of one link: where its messages are, figures, latency, limits, who binds.

#include "engine/model/ids.h"
#include "engine/model/topology.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_page.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace topomq::ui {

class FlowSection;
class LinkSecurity;
class SubscriptionList;
class ValueField;

/// Thread: the window's.
class LinkPage final : public InspectorPage
{
    Q_OBJECT

public:
    LinkPage(const model::LinkId& link, const InspectorContext& context, QWidget* parent);

    [[nodiscard]] static QString shapeOf(const model::LinkId& link,
                                         const InspectorContext& context);

    void sync() override;
    void refresh() override;

private:
    void addFlows(QVBoxLayout* column);
    void addLimits(QVBoxLayout* column);
    void addRow(QGridLayout* grid, const QString& label, QComboBox* box);
    void syncChoices(const model::Link& link);
    void showSubscriptions(const std::vector<std::size_t>& flows);
    [[nodiscard]] QString subtitle(const model::Link& link) const;
    void chooseBindSide();
    void chooseTransport();
    void chooseEndpoint();
    void setEnabledInRun(bool enabled);

    model::LinkId m_link;
    const InspectorContext& m_context;
    QLabel* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QLabel* m_idle = nullptr;
    QComboBox* m_bindSide = nullptr;
    QComboBox* m_transport = nullptr;
    QComboBox* m_endpoint = nullptr;
    QLabel* m_shared = nullptr;
    QCheckBox* m_enabled = nullptr;
    LinkSecurity* m_security = nullptr;
    QPushButton* m_cut = nullptr;
    SubscriptionList* m_subscriptions = nullptr;
    std::vector<FlowSection*> m_flows;
    std::vector<ValueField*> m_fields;
};

} // namespace topomq::ui

#pragma once
// The inspector of several selected things: how many, and what nodes of one role share.

#include "engine/model/ids.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_page.h"

#include <vector>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace topomq::ui {

class FigureList;
class ValueField;

/// Thread: the window's.
class SeveralPage final : public InspectorPage
{
    Q_OBJECT

public:
    SeveralPage(const InspectorContext& context, QWidget* parent);

    [[nodiscard]] static QString shapeOf(const InspectorContext& context);

    void sync() override;

    void refresh() override;

private:
    void addTakesPart(QVBoxLayout* column);
    void setTakesPart(bool takesPart);
    void addSettings(QVBoxLayout* column);
    void addTotals(QVBoxLayout* column);

    const InspectorContext& m_context;
    QCheckBox* m_takesPart = nullptr;
    /// Of the run: what the selected links, and those among the selected nodes, come to.
    QLabel* m_when = nullptr;
    FigureList* m_figures = nullptr;
    std::vector<ValueField*> m_fields;
};

} // namespace topomq::ui

#pragma once
// The inspector while nothing is selected: the topology itself.

#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_page.h"

class QLabel;
class QPlainTextEdit;

namespace topomq::ui {

class EditGesture;
class FigureList;
class TitleEdit;

/// Thread: the window's.
class TopologyPage final : public InspectorPage
{
    Q_OBJECT

public:
    TopologyPage(const InspectorContext& context, QWidget* parent);

    void sync() override;
    void refresh() override;

private:
    void rename(const QString& name, const QString& gesture);
    void describe();

    const InspectorContext& m_context;
    TitleEdit* m_name = nullptr;
    QPlainTextEdit* m_description = nullptr;
    EditGesture* m_descriptionGesture = nullptr;
    FigureList* m_counts = nullptr;
    QLabel* m_hint = nullptr;
};

} // namespace topomq::ui

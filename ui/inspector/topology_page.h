#pragma once
// The inspector while nothing is selected: the topology itself.

#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_page.h"

#include <QString>

#include <vector>

class QLabel;
class QPlainTextEdit;
class QToolButton;
class QVBoxLayout;

namespace topomq::ui {

class EditGesture;
class FigureList;
class ParameterTable;
class ResetHeading;
class TitleEdit;
class ValueField;

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
    void fitDescription();
    void addSecurity(QVBoxLayout* column);
    void addContextOptions(QVBoxLayout* column);
    void syncSecurity();
    /// Is anything of the run still drawn, in whatever part of the file?
    [[nodiscard]] bool isRunDrawn() const;

    const InspectorContext& m_context;
    TitleEdit* m_name = nullptr;
    QPlainTextEdit* m_description = nullptr;
    EditGesture* m_descriptionGesture = nullptr;
    FigureList* m_counts = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_security = nullptr;
    QToolButton* m_secure = nullptr;
    QToolButton* m_unsecure = nullptr;
    QString m_secureProblem;
    ParameterTable* m_parameters = nullptr;
    ResetHeading* m_resetContext = nullptr;
    std::vector<ValueField*> m_fields;
};

} // namespace topomq::ui

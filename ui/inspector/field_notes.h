#pragma once
// What stands below a field: the number that parameters come to, its help when that is asked for,
// and what the rules say about the field, with its fix.

#include "engine/model/finding.h"
#include "engine/model/value.h"
#include "ui/inspector/inspector_context.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QLabel;
class QToolButton;

namespace topomq::ui {

/// Where the findings of a field are: their `where` (node, `node.socket`, or empty for the
/// topology) and `field`.
struct FieldPlace
{
    std::vector<std::string> where;
    std::string field;

    [[nodiscard]] bool isOf(const model::Finding& finding) const;
};

/// Applies the finding's fix if it still holds: a card may be a moment older than the topology.
void applyFinding(TopologyDocument& document, const model::Finding& finding);
[[nodiscard]] QColor colorOf(model::Severity severity, const Theme& theme);
[[nodiscard]] QString wordOf(model::Severity severity);

/// Thread: the window's.
class FieldNotes : public QWidget
{
    Q_OBJECT

public:
    FieldNotes(FieldPlace place,
               const QString& name,
               const QString& help,
               const InspectorContext& context,
               QWidget* parent);

    /// Nothing: the default stands there.
    void showValue(const std::optional<model::Value>& value);

    /// Kept open or closed while pages come and go.
    void toggleHelp();

private:
    void showFinding();
    void follow();
    [[nodiscard]] QString helpKey() const;

    FieldPlace m_place;
    const InspectorContext& m_context;
    QLabel* m_resolved = nullptr;
    QLabel* m_help = nullptr;
    QLabel* m_finding = nullptr;
    QToolButton* m_fix = nullptr;
    std::optional<model::Finding> m_shown;
};

} // namespace topomq::ui

#pragma once
// One parameter of the topology: its name, its value, what it is for, and where it is used.

#include "engine/model/parameters.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/parameter_places.h"

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace topomq::ui {

class EditGesture;
class NumberEdit;

/// Shows the parameter at its position in the list. Renaming it renames its uses in the same undo
/// step; removing it leaves its value in their places. Thread: the window's.
class ParameterRow : public QWidget
{
    Q_OBJECT

public:
    ParameterRow(std::size_t index, const InspectorContext& context, QWidget* parent);

    void sync();

private:
    [[nodiscard]] QLineEdit*
    makeLine(const QString& part, const QString& name, const QString& placeholder);
    [[nodiscard]] const model::Parameter* parameter() const;
    void place();
    void rename();
    void takeValue();
    void takeUnit();
    void takeDescription();
    void change(const QString& step,
                const std::function<void(model::Parameter&)>& edit,
                const QString& gesture = {});
    void remove();
    void showUses();
    void fillUses(QMenu* menu);
    void jumpTo(const ParameterPlace& place);
    [[nodiscard]] std::vector<ParameterPlace> uses() const;
    void showProblem(const QString& reason);

    std::size_t m_index;
    const InspectorContext& m_context;
    QLineEdit* m_name = nullptr;
    NumberEdit* m_value = nullptr;
    EditGesture* m_gesture = nullptr;
    bool m_isValueTyped = false;
    QLineEdit* m_unit = nullptr;
    QLineEdit* m_description = nullptr;
    QToolButton* m_uses = nullptr;
    QToolButton* m_remove = nullptr;
    QLabel* m_problem = nullptr;
    QLabel* m_result = nullptr;
};

} // namespace topomq::ui

#pragma once
// One row of the inspector: a label, the editor of a value, a way back to the default, and below
// them the reason why an input was not taken.

#include "engine/model/value.h"
#include "ui/inspector/field_notes.h"

#include <QString>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QGridLayout;
class QLabel;
class QToolButton;

namespace topomq::ui {

class EditGesture;
class ValueEditor;
struct InspectorContext;

/// One for each of the things under edit. Nothing: left out, so the default.
using FieldValues = std::vector<std::optional<model::Value>>;

/// What the things under edit have now.
struct FieldState
{
    /// The one that all have.
    std::optional<model::Value> value;
    /// Several things with different values.
    bool mixed = false;
    FieldValues each;

    friend bool operator==(const FieldState&, const FieldState&) = default;
};

/// Of a field that is of one thing only.
[[nodiscard]] inline FieldState stateOf(const std::optional<model::Value>& value)
{
    return {value, false, {value}};
}

/// How a row reads, checks and writes its value.
struct FieldBinding
{
    /// Unique on its page: "settings/rate".
    QString name;
    QString label;
    QString help;
    model::Value defaultValue;
    /// A small label and a narrow editor: for long names in a narrow place.
    bool compact = false;
    /// Where findings about the field are.
    FieldPlace place = {};
    std::function<FieldState()> read;
    std::function<std::optional<std::string>(const model::Value&)> whyNot;
    /// One value for each that was read. With a gesture: may join the undo step before it.
    std::function<void(const FieldValues&, const QString& gesture)> write;
};

/// The columns of all rows: label, way back, editor.
void setColumns(QGridLayout* grid, bool compact);

/// What is typed reaches the document (and a run) once it is complete: after Enter, when the focus
/// goes, or after a short pause. "500" never means 5 in between. Thread: the window's.
class ValueField : public QWidget
{
    Q_OBJECT

public:
    ValueField(FieldBinding binding,
               ValueEditor* editor,
               const InspectorContext& context,
               QWidget* parent);
    ~ValueField() override;

    /// Shows the document's value; leaves alone what the user is typing.
    void sync();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void connectEditor();
    void take();
    void reset();
    void showProblem(const QString& reason);
    [[nodiscard]] bool editorMeans(const FieldState& state) const;
    void showState(const FieldState& state);
    void settle();
    [[nodiscard]] FieldState startingPoint() const;
    [[nodiscard]] std::optional<FieldValues> wantedFrom(const FieldState& start);

    FieldBinding m_binding;
    const InspectorContext& m_context;
    ValueEditor* m_editor = nullptr;
    QLabel* m_label = nullptr;
    QToolButton* m_reset = nullptr;
    QLabel* m_problem = nullptr;
    FieldNotes* m_notes = nullptr;
    EditGesture* m_gesture = nullptr;
    std::optional<FieldState> m_shown;

    /// Values that differed when the field was entered, and what has been made of them since.
    struct Start
    {
        QString gesture;
        FieldState before;
        FieldValues made;
    };

    std::optional<Start> m_start;
    /// Runs while something is typed and not yet taken.
    QTimer m_pause;
};

} // namespace topomq::ui

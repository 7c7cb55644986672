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

class QGridLayout;
class QLabel;
class QToolButton;

namespace topomq::ui {

class EditGesture;
class ValueEditor;
struct InspectorContext;

/// What the things under edit have now. Nothing: left out, so the default.
struct FieldState
{
    std::optional<model::Value> value;
    /// Several things with different values.
    bool mixed = false;

    friend bool operator==(const FieldState&, const FieldState&) = default;
};

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
    /// Nothing: back to the default. With a gesture: may join the undo step before it.
    std::function<void(const std::optional<model::Value>&, const QString& gesture)> write;
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

    FieldBinding m_binding;
    const InspectorContext& m_context;
    ValueEditor* m_editor = nullptr;
    QLabel* m_label = nullptr;
    QToolButton* m_reset = nullptr;
    QLabel* m_problem = nullptr;
    FieldNotes* m_notes = nullptr;
    EditGesture* m_gesture = nullptr;
    std::optional<FieldState> m_shown;
    /// Runs while something is typed and not yet taken.
    QTimer m_pause;
};

} // namespace topomq::ui

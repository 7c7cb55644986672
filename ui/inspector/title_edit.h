#pragma once
// A name in the title font that can be edited where it stands.

#include "ui/inspector/inspector_context.h"

#include <QLineEdit>

#include <functional>

namespace topomq::ui {

class EditGesture;

/// Holds what the name of a thing in a file may be. Thread: the window's.
class TitleEdit : public QLineEdit
{
    Q_OBJECT

public:
    /// `write` pushes the new name with the gesture it is given.
    TitleEdit(const QString& name,
              const InspectorContext& context,
              std::function<void(const QString& text, const QString& gesture)> write,
              QWidget* parent);

    /// Leaves the caret alone where nothing changed.
    void showText(const QString& text, const QString& placeholder);

private:
    EditGesture* m_gesture = nullptr;
};

} // namespace topomq::ui

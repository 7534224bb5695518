namespace RawInference.Chat;

/// <summary>Whether tools may, must or must not be called.</summary>
public enum ToolChoiceMode
{
    Auto,
    None,
    Required,
    Named,
}

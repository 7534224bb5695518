namespace RawInference.Core.Limits;

/// <summary>Whose calls a limit counts.</summary>
public enum LimitScope
{
    Organization,
    Namespace,
    Key,
}

namespace RawInference;

/// <summary>Whose fault an error is.</summary>
public enum ErrorOrigin
{
    Caller,
    Gateway,
    Provider,
}

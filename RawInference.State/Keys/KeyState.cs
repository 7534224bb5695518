namespace RawInference.State.Keys;

/// <summary>Whether a key is taken.</summary>
public enum KeyState
{
    Active,
    Expired,
    Revoked,
}

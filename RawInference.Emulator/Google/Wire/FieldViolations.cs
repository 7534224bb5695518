namespace RawInference.Emulator.Google.Wire;

/// <summary>What the reading of a request found, kept for the rows that refuse it.</summary>
internal sealed record FieldViolations(IReadOnlyList<FieldViolation> All)
{
    public static IReadOnlyList<FieldViolation> Of(HttpContext context) => context.Features.Get<FieldViolations>()?.All ?? [];
}

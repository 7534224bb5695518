using RawInference.Emulator.Refusals;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.OAuth;

/// <summary>Checks on what asks for a token.</summary>
internal static class OAuthChecks
{
    public static readonly IReadOnlyDictionary<string, RefusalCheck> All = new Dictionary<string, RefusalCheck>
    {
        ["assertion_unreadable"] = context => OnAssertion(context, _ => Assertion(context) is null),
        ["assertion_algorithm"] = context => OnAssertion(context, assertion => assertion?.Header.Text("alg") != "RS256"),
        ["assertion_issuer"] = context => OnAssertion(context, assertion => assertion?.Claims.Text("iss") != ServiceAccount.Email),
        ["assertion_signature"] = context => OnAssertion(context, assertion =>
            assertion?.IsSignedBy(context.Http.RequestServices.GetRequiredService<ServiceAccount>().Key) != true),
        ["assertion_audience"] = context => OnAssertion(
            context, assertion => !IsAddressed(context, assertion), ("audience", TokenEndpoint.TokenUri(context.Http))),
        ["assertion_lifetime"] = context => OnAssertion(context, assertion => !IsTimely(context, assertion)),
        ["assertion_scope"] = context => OnAssertion(context, assertion => string.IsNullOrWhiteSpace(assertion?.Claims.Text("scope"))),
        ["client_unknown"] = context => On(context, "refresh_token", context.Body.Text("client_id") != ServiceAccount.ClientId),
        ["client_secret"] = context => On(context, "refresh_token", context.Body.Text("client_secret") != ServiceAccount.ClientSecret),
        ["refresh_token_unknown"] = context => On(context, "refresh_token", context.Body.Text("refresh_token") != ServiceAccount.RefreshToken),
    };

    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>Google's client libraries write this audience whatever the key file says, and Google takes it.</summary>
    private const string OwnAudience = "https://oauth2.googleapis.com/token";

    private const int LongestSeconds = 3600;

    /// <summary>How far the two clocks may be apart, in seconds.</summary>
    private const int Skew = 300;

    private static Dictionary<string, string>? On(RefusalContext context, string grant, bool refused) =>
        context.Body.Text("grant_type") == grant && refused ? [] : null;

    private static Dictionary<string, string>? OnAssertion(
        RefusalContext context, Func<TokenAssertion?, bool> refused, params (string Name, string Value)[] quoted) =>
        context.Body.Text("grant_type") == JwtBearer && refused(Assertion(context))
            ? quoted.ToDictionary(pair => pair.Name, pair => pair.Value)
            : null;

    private static TokenAssertion? Assertion(RefusalContext context) => TokenAssertion.Read(context.Body.Text("assertion"));

    private static bool IsAddressed(RefusalContext context, TokenAssertion? assertion) =>
        assertion?.Claims.Text("aud") is { } audience && (audience == OwnAudience || audience == TokenEndpoint.TokenUri(context.Http));

    private static bool IsTimely(RefusalContext context, TokenAssertion? assertion)
    {
        var now = context.Http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        return assertion?.Claims.Number("iat") is { } issued && assertion.Claims.Number("exp") is { } expires
            && issued <= now + Skew && expires >= now - Skew && expires > issued && expires - issued <= LongestSeconds;
    }
}

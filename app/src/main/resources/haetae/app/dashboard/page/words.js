// The page's words in both languages, and numbers as the operator reads them.
const WORDS = {
  en: {
    skip: 'Skip to the figures', premium: 'Premium', pairs: 'Pairs', span: 'Time span', control: 'Control',
    halt: 'Halt', flatten: 'Flatten', resume: 'Resume', guard: 'Live guard', watchdog: 'Watchdog', money: 'Profit',
    positions: 'Open positions', balances: 'Balances', trades: 'Ended trades', feeds: 'Venues and feeds',
    machine: 'Machine', counts: 'Since the start', refusals: 'Refused entries, by reason', log: 'Log', level: 'From level',
    filter: 'Filter', follow: 'Follow', alerts: 'Alerts', audit: 'Operator actions', reason: 'Reason',
    cancel: 'Cancel', login: 'Log in', logout: 'Log out', token: 'Token', dark: 'Dark', light: 'Light',
    mode: 'Mode', orders: 'Real orders', trading: 'Trading', day: 'Equity today', feedAge: 'Age', drawdown: 'Drawdown', naked: 'Leg alone',
    page: 'Page', on: 'ON', off: 'OFF', none: 'none', unknown: '–', live: 'live', lost: 'no data',
    mock: 'mock', paper: 'paper', m_live: 'LIVE',
    NORMAL: 'normal', REDUCING: 'exits only', HALTED: 'HALTED', paused: 'paused', stopped: 'no entries', NONE: 'waiting',
    OK: 'OK', WARN: 'WARN', ERROR: 'ERROR', CRITICAL: 'CRITICAL',
    allWell: 'All is well', notReady: 'No entries', allowed: 'real orders are allowed', noFindings: 'nothing found',
    pair: 'Pair', sell: 'Sell Upbit', mid: 'Mid', buy: 'Buy Upbit', sellNet: 'Edge sell', buyNet: 'Edge buy', needed: 'Needed',
    upbit: 'Upbit', binance: 'Binance', fx: 'KRW-USDT', age: 'Age U / B / FX', size: 'Size', entrySell: 'entry by sale', entryBuy: 'entry by purchase',
    trade: 'Trade', direction: 'Direction', phase: 'Phase', profit: 'Profit if closed', closed: 'Closed', held: 'Held',
    entry: 'Entry', exit: 'Exit', why: 'Why', pnl: 'Profit', fees: 'Fees', venue: 'Venue', asset: 'Asset', ledger: 'Balance', free: 'Free',
    health: 'Health', clock: 'Clock', stream: 'Stream', messages: 'Messages', gaps: 'Gaps', reconnects: 'Reconnects', unknownOrders: 'Unknown orders',
    realized: 'Realised', unrealized: 'Unrealised', total: 'Total', fxEffect: 'FX effect', funding: 'Funding', equity: 'Equity', exposure: 'Exposure', residual: 'Dust',
    cpu: 'CPU', rss: 'Memory', heap: 'Heap', threads: 'Threads', files: 'Open files', gc: 'GC pause', disk: 'Disk free', journal: 'Journal', journalLag: 'Journal lag', inbox: 'Queue', loop: 'Cycle time', cycle: 'Cycle', logState: 'Log files',
    signals: 'Signals', entries: 'Entries', tradesN: 'Trades', won: 'Won', execRate: 'Executed', rejections: 'Rejections', stops: 'Stops', orderErrors: 'Order errors', breaks: 'Ledger breaks', inFlight: 'In flight', events: 'Events', dropped: 'Dropped books',
    upbit_buy_binance_sell: 'buy Upbit', binance_buy_upbit_sell: 'sell Upbit',
    TAKE_PROFIT: 'target', TIME_STOP: 'time stop', STOP_PREMIUM_WIDENED: 'premium stop', STOP_LOSS: 'stop-loss', FLATTEN: 'flattened', REBALANCE: 'rebalanced', STOP_Z: 'z-score stop', FUNDING_STOP: 'funding stop', REVERTED: 'back at mean', unwound: 'unwound', 'too small to hold': 'too small',
    noPositions: 'No open positions', noTrades: 'No trade has ended yet', noBalances: 'No balance reported yet', noAlerts: 'No alerts', fails: 'fails', min5: '5 m', min15: '15 m', min30: '30 m', deaf: 'Alerts do not get through', GOOD: 'good', LOW: 'LOW', FULL: 'FULL', OFF: 'off', sUnit: ' s', mUnit: ' m', hUnit: ' h', dUnit: ' d', waiting: 'waiting', heldBack: 'held back', tgCommands: 'Telegram commands unheard', noAudit: 'Nothing was done here yet', simulated: 'simulated market: no streams',
    haltTitle: 'Halt trading?', haltText: 'Open orders are cancelled and no new risk is taken. Legs that stand alone are still hedged. It stays halted until somebody resumes.', haltYes: 'Halt now',
    flattenTitle: 'Close all positions?', flattenText: 'Every pair is closed at the market, within its price protection, even at a loss. Afterwards no entries are taken until somebody resumes.', flattenYes: 'Close all',
    flattenWord: 'Type FLATTEN to confirm', resumeTitle: 'Resume trading: step 1 of 2', resumeText: 'Lifts a halt, a flatten and a latched loss limit. What stands against trading now:', resumeNext: 'Next',
    resumeTitle2: 'Resume trading: step 2 of 2', resumeText2: 'The service will take entries again at once. This expires in a minute.', resumeYes: 'Resume trading',
    lookOnly: 'This login may look only.', haltCloses: 'A halt closes nothing: to close what is open, resume, then flatten.', unexplained: 'Unexplained',
    balancesWord: 'Type BALANCES to take over what the venues say', paperTwin: 'Paper twin', paperTrades: 'its trades / open',
    needReason: 'A reason is needed', wrongWord: 'The word does not match', viewer: 'viewer', operator: 'operator', local: 'local operator',
    session: 'The page could not reach the service', by: 'by', from: 'from', now: 'now', nothing: 'nothing', seconds: 's', lastPoint: 'latest',
    up: 'up', chartOf: 'Premium chart of', moneyOf: 'Profit since the page can tell', since: 'up since', events_s: 'events',
  },
  ko: {
    skip: '수치로 바로 가기', premium: '김치 프리미엄', pairs: '페어', span: '기간', control: '제어',
    halt: '중지', flatten: '전량 청산', resume: '재개', guard: '실거래 가드', watchdog: '워치독', money: '손익',
    positions: '보유 포지션', balances: '잔고', trades: '종료된 거래', feeds: '거래소·시세 연결',
    machine: '시스템', counts: '시작 이후', refusals: '진입 거절 사유', log: '로그', level: '최소 레벨',
    filter: '검색', follow: '따라가기', alerts: '알림', audit: '운영자 조작', reason: '사유',
    cancel: '취소', login: '로그인', logout: '로그아웃', token: '토큰', dark: '어둡게', light: '밝게',
    mode: '모드', orders: '실주문', trading: '거래', day: '오늘 자산 변동', feedAge: '지연', drawdown: '낙폭', naked: '헤지 안 된 다리',
    page: '화면', on: '켜짐', off: '꺼짐', none: '없음', unknown: '–', live: '연결됨', lost: '수신 끊김',
    mock: '모의(mock)', paper: '모의체결(paper)', m_live: '실거래(LIVE)',
    NORMAL: '정상', REDUCING: '청산만', HALTED: '중지됨', paused: '진입 보류', stopped: '진입 중단', NONE: '대기',
    OK: '정상', WARN: '주의', ERROR: '오류', CRITICAL: '심각',
    allWell: '모두 정상', notReady: '진입 불가', allowed: '실주문이 허용됨', noFindings: '이상 없음',
    pair: '페어', sell: '업비트 매도', mid: '중간값', buy: '업비트 매수', sellNet: '매도 순익률', buyNet: '매수 순익률', needed: '필요',
    upbit: '업비트', binance: '바이낸스', fx: 'KRW-USDT', age: '지연 업/바/환율', size: '수량', entrySell: '매도 진입선', entryBuy: '매수 진입선',
    trade: '거래', direction: '방향', phase: '단계', profit: '지금 청산 시 손익', closed: '종료', held: '보유',
    entry: '진입', exit: '청산', why: '사유', pnl: '손익', fees: '수수료', venue: '거래소', asset: '자산', ledger: '잔고', free: '사용 가능',
    health: '상태', clock: '시계차', stream: '스트림', messages: '메시지', gaps: '누락', reconnects: '재연결', unknownOrders: '불명 주문',
    realized: '실현', unrealized: '미실현', total: '합계', fxEffect: '환율 효과', funding: '펀딩', equity: '자산 총액', exposure: '노출', residual: '잔여',
    cpu: 'CPU', rss: '메모리', heap: '힙', threads: '스레드', files: '열린 파일', gc: 'GC 정지', disk: '디스크 여유', journal: '저널', journalLag: '저널 지연', inbox: '대기열', loop: '주기 시간', cycle: '주기', logState: '로그 파일',
    signals: '신호', entries: '진입', tradesN: '체결 거래', won: '이익 거래', execRate: '체결률', rejections: '안전 거절', stops: '손절', orderErrors: '주문 오류', breaks: '장부 불일치', inFlight: '진행 주문', events: '이벤트', dropped: '버린 호가',
    upbit_buy_binance_sell: '업비트 매수', binance_buy_upbit_sell: '업비트 매도',
    TAKE_PROFIT: '목표 도달', TIME_STOP: '시간 만료', STOP_PREMIUM_WIDENED: '프리미엄 손절', STOP_LOSS: '손절', FLATTEN: '전량 청산', REBALANCE: '재조정', STOP_Z: 'z-점수 손절', FUNDING_STOP: '펀딩 손절', REVERTED: '평균 복귀', unwound: '되돌림', 'too small to hold': '너무 작음',
    noPositions: '보유 포지션 없음', noTrades: '아직 종료된 거래 없음', noBalances: '아직 보고된 잔고 없음', noAlerts: '알림 없음', fails: '전송 실패', min5: '5분', min15: '15분', min30: '30분', deaf: '알림이 전달되지 않음', GOOD: '정상', LOW: '부족', FULL: '가득 참', OFF: '끔', sUnit: '초', mUnit: '분', hUnit: '시간', dUnit: '일', waiting: '대기', heldBack: '보류', tgCommands: '텔레그램 명령 수신 불가', noAudit: '아직 조작 없음', simulated: '모의 시장: 스트림 없음',
    haltTitle: '거래를 중지할까요?', haltText: '열린 주문을 취소하고 새 위험을 지지 않습니다. 혼자 남은 다리는 계속 헤지합니다. 누군가 재개할 때까지 중지 상태입니다.', haltYes: '지금 중지',
    flattenTitle: '모든 포지션을 청산할까요?', flattenText: '모든 페어를 가격 보호 범위 안에서 시장에 청산합니다. 손실이 날 수 있습니다. 이후 재개할 때까지 진입하지 않습니다.', flattenYes: '전량 청산',
    flattenWord: '확인하려면 FLATTEN을 입력하세요', resumeTitle: '거래 재개: 1/2단계', resumeText: '중지, 전량 청산, 걸린 손실 한도를 풉니다. 지금 거래를 막는 것:', resumeNext: '다음',
    resumeTitle2: '거래 재개: 2/2단계', resumeText2: '바로 다시 진입합니다. 1분 안에 확인해야 합니다.', resumeYes: '거래 재개',
    lookOnly: '보기 전용 로그인입니다.', haltCloses: '중지는 포지션을 닫지 않습니다. 닫으려면 재개한 뒤 전량 청산하세요.', unexplained: '설명되지 않음',
    balancesWord: '거래소 잔고를 그대로 받아들이려면 BALANCES를 입력하세요', paperTwin: '모의 쌍둥이', paperTrades: '쌍둥이 거래 / 보유',
    needReason: '사유가 필요합니다', wrongWord: '단어가 다릅니다', viewer: '보기 전용', operator: '운영자', local: '로컬 운영자',
    session: '서비스에 연결할 수 없습니다', by: '', from: '', now: '지금', nothing: '없음', seconds: '초', lastPoint: '최근',
    up: '가동', chartOf: '프리미엄 차트', moneyOf: '손익 추이', since: '가동 시작', events_s: '이벤트',
  },
};

// Reasons come from the service in English; the usual ones are told in Korean, too.
const REASONS = [
  [/^Mode is (\w+): orders go to the \w+ venue$/, '모드가 $1: 주문은 $1 거래소로 갑니다'],
  [/^LIVE_TRADING env var not set to '1'$/, '환경 변수 LIVE_TRADING이 1이 아님'],
  [/^\.live_trading_ok file not found at (.*)$/, '확인 파일 없음: $1'],
  [/^Safety checks failed: (\d+) rejections$/, '안전 검사 실패: 거절 $1건'],
  [/^WebSocket not healthy$/, '웹소켓 비정상'], [/^Redis heartbeat error$/, 'Redis 하트비트 오류'],
  [/^API keys missing.*$/, 'API 키가 없거나 동작하지 않거나 출금 권한이 있음'],
  [/^Venue clock offset out of bounds or unknown$/, '거래소 시계 차이가 한도 밖이거나 알 수 없음'],
  [/^Halt file present$/, '중지 파일이 있음'], [/^Cooling down after a critical shutdown$/, '심각 종료 후 대기 중'],
  [/^Dry-run active: cycle (\d+) < (\d+)$/, '시험 주기: $1 / $2'], [/^Not evaluated yet$/, '아직 평가 전'],
  [/^trading HALTED$/, '거래 중지됨'], [/^trading REDUCING$/, '청산만 진행'], [/^entries paused: (.*)$/, '진입 보류: $1'],
  [/^entries stopped: (.*)$/, '진입 중단: $1'], [/^drawdown limit latched$/, '낙폭 한도 걸림'], [/^watchdog (\w+)$/, '워치독 $1'], [/^journal (\w+)$/, '저널 $1'],
  [/^engine published nothing for (\d+) ms$/, '엔진이 $1 ms 동안 응답 없음'], [/^(\S+) makes no progress for (\d+) ms$/, '$1: $2 ms 동안 진행 없음'],
  [/^balances unexplained: (.*)$/, '설명되지 않은 잔고: $1'], [/^breaker open for (\d+) ms$/, '차단기 열림: $1 ms 남음'],
  [/^(UPBIT|BINANCE) (WARN|DEGRADED|DOWN)$/, '$1 상태 $2'], [/^live guard: (.*)$/, '실거래 가드: $1'],
];

let language = 'en';
export const setLanguage = (next) => { language = WORDS[next] ? next : 'en'; };
export const getLanguage = () => language;
export const t = (key) => WORDS[language][key] ?? WORDS.en[key] ?? key;
export const keys = WORDS;

export function reasonWords(text) {
  if (language !== 'ko') return text;
  for (const [pattern, words] of REASONS) {
    if (pattern.test(text)) {
      const inner = /^live guard: (.*)$/.exec(text);
      return inner ? `실거래 가드: ${reasonWords(inner[1])}` : text.replace(pattern, words);
    }
  }
  return text;
}

const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const whole = { format: (n) => format.format(Math.round(n) || 0) };
export const plain = (n) => (n == null ? '–' : whole.format(n));
export const won = (n) => (n == null ? '–' : `${whole.format(n)}₩`);
export const signedWon = (n) => (n == null ? '–' : `${n > 0 ? '+' : n < 0 ? '−' : ''}${whole.format(Math.abs(n))}₩`);
export const percent = (ppm, digits = 3) => {
  if (ppm == null) return '–';
  const text = (Math.abs(ppm) / 10000).toFixed(digits);
  return `${Number(text) === 0 ? '' : ppm > 0 ? '+' : '−'}${text}%`;
};
export const price = (n) => (n == null || n === 0 ? '–'
  : n.toLocaleString('en-US', { maximumFractionDigits: n >= 100000 ? 0 : n >= 100 ? 2 : 6 }));
export const coin = (n) => (n == null ? '–' : n.toLocaleString('en-US', { maximumFractionDigits: 8 }));
export const age = (ms) => (ms == null ? '–' : ms < 1000 ? `${ms} ms` : ms < 60000 ? `${(ms / 1000).toFixed(1)}${t('sUnit')}` : span(ms));
export const span = (ms) => {
  const s = Math.max(0, Math.round(ms / 1000));
  const two = (n) => String(n).padStart(2, '0');
  return s < 60 ? `${s}${t('sUnit')}` : s < 3600 ? `${Math.floor(s / 60)}${t('mUnit')} ${two(s % 60)}${t('sUnit')}`
    : s < 86400 ? `${Math.floor(s / 3600)}${t('hUnit')} ${two(Math.floor(s / 60) % 60)}${t('mUnit')}` : `${Math.floor(s / 86400)}${t('dUnit')} ${Math.floor(s / 3600) % 24}${t('hUnit')}`;
};
export const clock = (ms) => (ms ? new Date(ms).toLocaleTimeString('en-GB', { timeZone: 'Asia/Seoul' }) : '–');
